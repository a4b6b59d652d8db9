import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import axe, { type AxeResults, type NodeResult } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type RunningServer, startServer } from '../../src/server/index.ts';
import { Store } from '../../src/store/index.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why tests in a browser are skipped; empty where they are not. */
export const missing = existsSync(executablePath) ? '' : ` (skipped: there is no ${executablePath})`;

/** How a workbench is opened. */
export interface WorkbenchOptions {
  /** The folder that holds the workspace; a new, empty one by default. */
  readonly folder?: string;
  /** Folders more that may be read. */
  readonly folders?: readonly string[];
  /** Arguments more for the browser. */
  readonly args?: readonly string[];
}

/** How a page is shown. */
export interface PageOptions {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/**
 * The workbench of a workspace: built from the sources, served by a real server, in a real browser that was let in by
 * its link. What pages complain of, and what they ask of other hosts, is collected; `close` finds fault with it.
 *
 * @example
 * const workbench = await Workbench.open();
 * const page = await workbench.page('/runs');
 */
export class Workbench {
  /** The folder that holds the workspace. */
  readonly folder: string;
  readonly store: Store;
  readonly url: string;
  /** Errors and warnings of pages, refused requests and requests to other hosts. */
  readonly complaints: string[] = [];
  readonly #server: RunningServer;
  readonly #browser: Browser;
  #context: BrowserContext | undefined;

  private constructor(folder: string, store: Store, server: RunningServer, browser: Browser) {
    this.folder = folder;
    this.store = store;
    this.url = `http://127.0.0.1:${server.port}`;
    this.#server = server;
    this.#browser = browser;
  }

  static async open({ folder = emptyFolder(), folders = [], args = [] }: WorkbenchOptions = {}) {
    const [application, store, browser] = await Promise.all([
      built(),
      Store.open(join(folder, '.echotrain')),
      chromium.launch({ executablePath, args: ['--no-sandbox', ...args] }),
    ]);
    const server = await startServer(store, { application, folders });
    return new Workbench(folder, store, server, browser);
  }

  /** Opens a page of the application, in the browser that was let in. */
  async page(address: string, { colorScheme = 'light', width = 1280, height = 800 }: PageOptions = {}) {
    const page = await (await this.#letIn()).newPage();
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await page.goto(`${this.url}${address}`);
    return page;
  }

  /** Takes out complaints that a test has provoked. @throws where there are none */
  provoked(pattern: RegExp): void {
    const others = this.complaints.filter((complaint) => !pattern.test(complaint));
    expect(others.length, `complaints like ${pattern}`).toBeLessThan(this.complaints.length);
    this.complaints.splice(0, Infinity, ...others);
  }

  /** Ends all of it. @throws where a page has complained */
  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
    this.store.close();
    expect(this.complaints).toEqual([]);
  }

  /** Stops answering, as a server does that was ended. */
  async stopServer(): Promise<void> {
    await this.#server.close();
  }

  async #letIn(): Promise<BrowserContext> {
    if (this.#context) return this.#context;
    const context = await this.#browser.newContext();
    this.#context = context;
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    context.on('weberror', (error) => this.complaints.push(error.error().message));
    context.on('request', (request) => {
      const isOurs = request.url().startsWith(`${this.url}/`) || /^(data|blob):/.test(request.url());
      if (!isOurs) this.complaints.push(`asked ${request.url()}`);
    });
    const page = await context.newPage();
    await page.goto(this.#server.link());
    await page.waitForURL(`${this.url}/`);
    await page.close();
    return context;
  }
}

/** What axe finds wrong with a page that matters: each rule with the elements that break it. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 5).map(said).join(' | ')}`);
}

function said({ html, failureSummary = '' }: NodeResult): string {
  return `${html} ${failureSummary}`;
}

function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'workbench-'));
}

let building: Promise<string> | undefined;

/** The folder of the application, built once for a test file. */
function built(): Promise<string> {
  building ??= build();
  return building;
}

async function build(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'application-'));
  const root = join(import.meta.dirname, '../..');
  const args = ['run', 'build', '-w', 'workbench', '--', '--outDir', folder, '--logLevel', 'warn'];
  // Vitest says test, and React is larger and slower then.
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)('npm', args, { cwd: root, env });
  return folder;
}
