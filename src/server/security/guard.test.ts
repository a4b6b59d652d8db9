import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type WorkbenchServer, workbenchServer } from '../../../test/workbench-server.ts';
import { SessionTokens } from './session-tokens.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

let server: WorkbenchServer;

beforeAll(async () => {
  server = await workbenchServer();
});

afterAll(() => server.close());

/** The addresses of all routes, from the router itself, with something in the place of their names. */
function addresses(): string[] {
  const paths = server.addresses.map((path) =>
    path.replaceAll(/:\w+(\{[^}]*\})?/g, '1').replaceAll('*', 'x'),
  );
  return [
    ...new Set([...paths, '/', '/runs/1', '/api', '/api/nothing', '/open/', '/ort/', '/../etc/passwd']),
  ];
}

/** What a stranger sends: each lacks one thing, or brings a wrong one. */
function strangers(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const { port, cookie } = server;
  const [name = ''] = cookie.split('=');
  return {
    'no token': {},
    'a wrong token': { Cookie: `${name}=${'A'.repeat(43)}` },
    'an empty token': { Cookie: `${name}=` },
    'the token of another port': { Cookie: cookie.replace(String(port), String(port + 1)) },
    'another host': { Cookie: cookie, Host: 'evil.com' },
    'another host with our port': { Cookie: cookie, Host: `evil.com:${port}` },
    'our host without its port': { Cookie: cookie, Host: '127.0.0.1' },
    'a host that begins as ours': { Cookie: cookie, Host: `127.0.0.1:${port}.evil.com` },
    'an origin of null': { Cookie: cookie, Origin: 'null' },
    'an origin that looks like ours': { Cookie: cookie, Origin: `http://127.0.0.1:${port}.evil.com` },
    'our origin by https': { Cookie: cookie, Origin: `https://127.0.0.1:${port}` },
    'the origin of another port': { Cookie: cookie, Origin: `http://127.0.0.1:${port + 1}` },
    'another page of this machine': { Cookie: cookie, 'Sec-Fetch-Site': 'same-site' },
    'another site': { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' },
  };
}

describe('the guard', () => {
  it('knows of every route', () => {
    expect(addresses().length).toBeGreaterThan(5);
    expect(addresses()).toContain('/api/runs/1');
  });

  it('lets in nobody else, on any route, by any method', async () => {
    const letIn: string[] = [];
    for (const path of addresses()) {
      const attempts = METHODS.flatMap((method) =>
        Object.entries(strangers()).map(async ([who, headers]) => {
          const { status } = await ask(server.port, method, path, headers);
          if (status !== 401 && status !== 403) letIn.push(`${method} ${path}, ${who}: ${status}`);
        }),
      );
      await Promise.all(attempts);
    }
    expect(letIn).toEqual([]);
  });

  it('lets in whoever has followed the link, and our own page', async () => {
    const { port, cookie } = server;
    for (const host of ['127.0.0.1', 'localhost']) {
      const headers = { Cookie: cookie, Host: `${host}:${port}`, Origin: `http://${host}:${port}` };
      const own = { ...headers, 'Sec-Fetch-Site': 'same-origin' };
      expect((await ask(port, 'GET', '/api/runs', own)).status).toBe(200);
    }
  });

  it('takes a link once, and no other', async () => {
    const path = new URL(server.link()).pathname;
    const first = await ask(server.port, 'GET', path, { 'Sec-Fetch-Site': 'cross-site' });
    expect(first.status).toBe(200);
    expect(first.headers['set-cookie']?.[0]).toMatch(
      /^echotrain-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const second = await ask(server.port, 'GET', path);
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  it('does not take a link under another name, or after ten minutes', async () => {
    const path = new URL(server.link()).pathname;
    expect((await ask(server.port, 'GET', path, { Host: 'evil.com' })).status).toBe(403);
    const tokens = new SessionTokens();
    const [fresh, old] = [tokens.issueKey(0), tokens.issueKey(0)];
    expect(tokens.exchange(fresh, 599_000)).toBe(tokens.token);
    expect(tokens.exchange(old, 601_000)).toBeUndefined();
  });
});

describe('every answer', () => {
  it('forbids the page what is not ours, and lets it have threads', async () => {
    for (const path of ['/', '/api/runs', '/api/nothing', '/ort/nothing', '/open/x']) {
      for (const headers of [{}, { Cookie: server.cookie }]) {
        const { headers: given } = await ask(server.port, 'GET', path, headers);
        expect(given['content-security-policy']).toContain(
          "default-src 'none'; script-src 'self' 'wasm-unsafe-eval';",
        );
        expect(given['content-security-policy']).not.toMatch(
          /unsafe-inline|unsafe-eval'.*unsafe-eval'|https?:|\*/,
        );
        expect(given['x-content-type-options']).toBe('nosniff');
        expect(given['cross-origin-opener-policy']).toBe('same-origin');
        expect(given['cross-origin-embedder-policy']).toBe('require-corp');
        expect(given['access-control-allow-origin']).toBeUndefined();
      }
    }
  });

  it('is one line of JSON where something was wrong', async () => {
    const { port, cookie } = server;
    const headers = { Cookie: cookie, 'Content-Type': 'application/json' };
    const wrong = [
      await ask(port, 'GET', '/api/runs/9', headers),
      await ask(port, 'GET', '/api/runs/x', headers),
      await ask(port, 'GET', '/api/runs?status=odd', headers),
      await ask(port, 'PATCH', '/api/runs/1', headers, '{'),
      await ask(port, 'PATCH', '/api/runs/1', headers, '{"note": 1}'),
      await ask(port, 'GET', '/api/nothing', headers),
    ];
    expect(wrong.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 404]);
    for (const { body } of wrong) expect(JSON.parse(body).message).toMatch(/^[^\n]+$/);
    const large = await ask(port, 'PATCH', '/api/runs/1', headers, `{"note": "${'x'.repeat(17 * 2 ** 20)}"}`);
    expect(large.status).toBe(413);
  });
});
