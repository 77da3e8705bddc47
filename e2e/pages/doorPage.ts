import type { Page } from '@playwright/test';

/** Where people come in: first account, sign-in, invitation. */
export class DoorPage {
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  async createAccount(name: string, email: string, password: string): Promise<void> {
    await this.#page.getByLabel('Name', { exact: true }).fill(name);
    await this.#page.getByLabel('Email').fill(email);
    await this.#page.getByLabel('Password', { exact: true }).fill(password);
    await this.#page.getByRole('button', { name: 'Create account' }).click();
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.#page.getByLabel('Email').fill(email);
    await this.#page.getByLabel('Password', { exact: true }).fill(password);
    await this.#page.getByRole('button', { name: 'Sign in' }).click();
  }
}
