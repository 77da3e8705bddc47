import type { Locator, Page } from '@playwright/test';

/** One chat: its thread and its composer. */
export class ChatPage {
  readonly log: Locator;
  readonly composer: Locator;
  readonly sendButton: Locator;
  readonly stopAll: Locator;
  constructor(page: Page) {
    this.log = page.getByRole('log', { name: 'Messages' });
    this.composer = page.getByRole('textbox', { name: 'Message' });
    this.sendButton = page.getByRole('button', { name: 'Send message' });
    this.stopAll = page.getByRole('button', { name: 'Stop all' });
  }

  /** The bubbles of this sender. */
  bubbles(sender: string): Locator {
    return this.log.getByRole('article', { name: new RegExp(`^${sender}`) });
  }

  /** The bubbles of this sender whose answer is finished. */
  finished(sender: string): Locator {
    return this.log.locator('article:not([aria-busy="true"])').and(this.bubbles(sender));
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.sendButton.click();
  }
}
