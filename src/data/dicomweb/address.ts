import { check } from '../../util/errors.ts';

/**
 * The root of a DICOMweb server, without a slash at its end.
 *
 * @throws InputError unless it is a plain address that begins with https://, or with http:// where the connection
 *   stays on this machine or `allowHttp` says that it may go unencrypted.
 */
export function serverRoot(address: string, allowHttp = false): string {
  const plain = /^https?:\/\/[^?#]+$/i.test(address) && URL.canParse(address);
  check(plain, () => ({
    where: '--dicomweb',
    expected: 'the root of a DICOMweb server, such as https://archive.example.org/dicom-web',
    received: address || 'nothing',
  }));
  const url = new URL(address);
  checkNoPassword(url);
  checkEncrypted(url, allowHttp);
  return url.href.replace(/\/+$/, '');
}

/** Whether what is sent there can be read by others on the way. */
export function goesUnencrypted(root: string): boolean {
  const { protocol, hostname } = new URL(root);
  return protocol === 'http:' && !isLoopback(hostname);
}

function checkNoPassword({ username, password, host }: URL): void {
  check(username === '' && password === '', () => ({
    where: '--dicomweb',
    expected: 'an address without a name or password in it, which other users of this machine could read',
    received: `one of ${host} with them`,
    remedy:
      'Give the name by --user, and the password by the environment variable ECHOTRAIN_DICOMWEB_PASSWORD.',
  }));
}

function checkEncrypted(url: URL, allowHttp: boolean): void {
  check(allowHttp || !goesUnencrypted(url.href), () => ({
    where: '--dicomweb',
    expected: 'an address that begins with https://',
    received: `http://${url.host}, where patient data and passwords can be read on the way`,
    remedy: 'Use https://, or say --allow-http where the network itself is trusted.',
  }));
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
