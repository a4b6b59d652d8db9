import type { ComponentProps, MouseEvent } from 'react';
import { goTo } from './address.ts';

/** A link to another page of the application; with a modifier key the browser opens it as it does any. */
export function Link({ to, ...props }: { readonly to: string } & Omit<ComponentProps<'a'>, 'href'>) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(to);
  };
  return <a {...props} href={to} onClick={follow} />;
}
