import { useSyncExternalStore } from 'react';

/** Where one is: the path and the search part of the page's address, without the host. */
export function useAddress(): string {
  return useSyncExternalStore(subscribe, current);
}

/** Goes to another page of the application. */
export function goTo(address: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
}

function current(): string {
  return `${location.pathname}${location.search}`;
}

function subscribe(listener: () => void): () => void {
  addEventListener('popstate', listener);
  return () => removeEventListener('popstate', listener);
}
