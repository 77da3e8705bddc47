export const notifications = {
  device: 'This device',
  deviceText: 'Be told of new messages while Waggle is closed.',
  turnOn: 'Turn on notifications',
  turnOff: 'Turn off',
  isOn: 'Notifications are on for this device.',
  state: {
    unsupported: 'This browser has no notifications for closed pages.',
    insecure: 'Notifications need an address that begins with https. Ask whoever runs this Waggle.',
    install:
      'On iPhone and iPad, first put Waggle on the home screen: tap Share, then “Add to Home Screen”, and open it from there.',
    denied:
      'This browser is set not to show notifications of Waggle. Open the settings of this page (the icon beside the address), allow notifications, and come back.',
  },
  noPushService: 'The browser could not reach its service for notifications. Try again later.',
  everywhere: 'On all your devices',
  showText: 'Show names and text',
  showTextHint: 'Without it a notification only says that something came.',
  agents: 'When agents are done',
  agentsHint: 'Tells you when an agent has finished what you asked for.',
  sounds: 'Sounds',
  soundsHint: 'A short tone for new messages while Waggle is open.',
  quiet: 'Do not disturb',
  quietHint: 'No notifications and sounds in these hours.',
  quietFrom: 'From',
  quietTo: 'Until',
  quietZone: 'By the clock of {zone}.',
  perChat: 'Single chats can be muted in their info.',
  toast: '{name}: {text}',
  toastGroup: '{name} in {chat}: {text}',
  toastAnswer: '{name} is done: {text}',
  toastFile: 'has sent a file',
  open: 'Open',
};

export const share = {
  title: 'Share with',
  search: 'Search chats',
  chats: 'Chats',
  nothing: 'No chat is called “{text}”.',
  files: '{count, plural, one {# file} other {# files}}',
  empty: 'There is nothing to share any more.',
};
