import { createHash } from 'node:crypto';

/**
 * The policy under which a report is shown: no script, no request, an origin of its own, and only the styles that it has
 * itself, each by its hash.
 */
export function reportPolicy(html: string): string {
  const sheets = Array.from(html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/gi), ([, sheet]) => sheet ?? '');
  const attributes = Array.from(html.matchAll(/\sstyle="([^"]*)"/gi), ([, style]) => style ?? '');
  const hashes = [...new Set([...sheets, ...attributes])].map(hashOf);
  return [
    'sandbox',
    "default-src 'none'",
    'img-src data:',
    `style-src ${hashes.length > 0 ? ["'unsafe-hashes'", ...hashes].join(' ') : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function hashOf(style: string): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}
