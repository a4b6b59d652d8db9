import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** What the place of our data depends on. */
export interface HomeSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** As Node names it: `linux`, `darwin`, `win32` ... */
  readonly platform: string;
  readonly userHome: string;
}

/**
 * The folder that keeps fetched data sets: `$ECHOTRAIN_HOME`, or where the operating system's conventions put an
 * application's data (freedesktop.org's base directories, `~/Library/Application Support`, `%LOCALAPPDATA%`).
 */
export function dataHome(sources: Partial<HomeSources> = {}): string {
  const { environment = process.env, platform = process.platform, userHome = homedir() } = sources;
  const path = platform === 'win32' ? win32 : posix;
  if (environment.ECHOTRAIN_HOME) return path.resolve(environment.ECHOTRAIN_HOME);
  return path.join(conventionalHome(environment, platform, userHome), 'echotrain');
}

function conventionalHome(
  environment: HomeSources['environment'],
  platform: string,
  userHome: string,
): string {
  if (platform === 'win32') return environment.LOCALAPPDATA || win32.join(userHome, 'AppData', 'Local');
  if (platform === 'darwin') return posix.join(userHome, 'Library', 'Application Support');
  const { XDG_DATA_HOME: declared = '' } = environment;
  return posix.isAbsolute(declared) ? declared : posix.join(userHome, '.local', 'share');
}
