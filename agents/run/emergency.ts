const EMERGENCY =
  /chest pain|can(?:'|’)?t breathe|trouble breathing|stroke|unconscious|suicid|kill myself|overdose|poison|severe bleeding|brustschmerz|atemnot|keine luft|schlaganfall|bewusstlos|suizid|selbstmord|umbringen|überdosis|vergift|starke blutung/i;

/** True where a complaint may be an emergency; rather once too often than once too rarely. */
export function isEmergency(text: string): boolean {
  return EMERGENCY.test(text);
}
