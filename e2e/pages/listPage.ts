import type { Locator, Page } from '@playwright/test';

/** The list of chats and what begins one. */
export class ListPage {
  readonly #page: Page;
  readonly list: Locator;
  constructor(page: Page) {
    this.#page = page;
    this.list = page.getByRole('list', { name: 'Chats' });
  }

  row(name: string | RegExp): Locator {
    return this.list.getByRole('listitem').filter({ hasText: name });
  }

  async open(name: string): Promise<void> {
    await this.row(name).first().getByRole('link').click();
    await this.#page.getByRole('textbox', { name: 'Message' }).waitFor();
  }

  /** Makes a project with these agents and people and opens it. */
  async newProject(name: string, contacts: readonly string[]): Promise<void> {
    await this.#page.getByRole('button', { name: 'New project' }).first().click();
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    for (const contact of contacts) await dialog.getByRole('checkbox', { name: contact }).check();
    await dialog.getByRole('button', { name: 'Create project' }).click();
    await this.#page.getByRole('textbox', { name: 'Message' }).waitFor();
  }
}
