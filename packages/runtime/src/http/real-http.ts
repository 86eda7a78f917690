import type { Http } from './http.ts';

/** HTTP of this machine; what serves it is loaded by the first who listens. */
export const realHttp: Http = {
  async listen(endpoint, handle) {
    const { listenHttp } = await import('./http-server.ts');
    return listenHttp(endpoint, handle);
  },
};
