import type { Locator, Page } from 'playwright-core';

/** A cell by its title. */
export function cellOf(page: Page, title: string): Locator {
  const heading = page.getByRole('heading', { name: title, exact: true });
  return page.locator('section[aria-busy]', { has: heading });
}

/** Runs a cell to its end, and gives what it says. */
export async function runToEnd(page: Page, title: string): Promise<string> {
  const cell = cellOf(page, title);
  await cell.getByRole('button', { name: 'Run' }).click();
  await cell.getByText(/^Done in [\d.]+ s\.$/).waitFor({ timeout: 300_000 });
  return cell.getByRole('status').last().innerText();
}
