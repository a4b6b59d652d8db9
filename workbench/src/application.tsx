import { Suspense, useEffect } from 'react';
import { useAddress } from './navigation/address.ts';
import { Frame } from './navigation/frame.tsx';
import { pageOf } from './pages.tsx';

/** The page at the browser's address, in its frame. */
export function Application() {
  const { title, section, content } = pageOf(useAddress());
  useEffect(() => {
    document.title = `${title} · echotrain`;
  }, [title]);
  return (
    <Frame section={section}>
      <Suspense fallback={<p role="status">Loading …</p>}>{content}</Suspense>
    </Frame>
  );
}
