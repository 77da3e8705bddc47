import type { Locator, Page } from '@playwright/test';

/** One chat: its thread and its composer. */
export class ChatPage {
  readonly #page: Page;
  readonly log: Locator;
  readonly composer: Locator;
  readonly sendButton: Locator;
  readonly stopAll: Locator;
  readonly latest: Locator;
  readonly choices: Locator;
  constructor(page: Page) {
    this.#page = page;
    this.log = page.getByRole('log', { name: 'Messages' });
    this.composer = page.getByRole('textbox', { name: 'Message' });
    this.sendButton = page.getByRole('button', { name: 'Send message' });
    this.stopAll = page.getByRole('button', { name: 'Stop all' });
    this.latest = page.getByRole('button', { name: /^Jump to latest/ });
    this.choices = page.getByRole('listbox', { name: 'Who to mention' }).getByRole('option');
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

  /** Chooses an entry in the menu of a bubble. */
  async act(bubble: Locator, entry: string): Promise<void> {
    await bubble.hover();
    await bubble.getByRole('button', { name: /^Actions/ }).click();
    await this.#page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  /** Lets somebody else answer the last request too. */
  async askOther(agent: string): Promise<void> {
    await this.log.getByRole('button', { name: 'Ask others' }).last().click();
    await this.#page.getByRole('menuitem', { name: `Ask ${agent}` }).click();
  }

  /** How far the thread is from its end, in pixels. */
  distance(): Promise<number> {
    return this.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  }
}
