import { expect, test } from 'vitest';
import { html } from './markup.ts';

test('interpolated text is never markup, in content and in attributes', () => {
  const name = `<img src=x onerror=alert(1)> " ' &`;
  expect(html`<p title="${name}">${name}</p>`.text).toBe(
    '<p title="&lt;img src=x onerror=alert(1)&gt; &quot; &#39; &amp;">&lt;img src=x onerror=alert(1)&gt; &quot; &#39; &amp;</p>',
  );
});

test('markup nests, lists join, nothing vanishes', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}</ul>${undefined}${false}${0}`.text).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>0');
});

test('characters that would break the page or turn its text around are replaced', () => {
  expect(html`${'a\u0000b\u202ec\ufffe'}`.text).toBe('a\ufffdb\ufffdc\ufffd');
  expect(html`${'line\nbreak\ttab'}`.text).toBe('line\nbreak\ttab');
});
