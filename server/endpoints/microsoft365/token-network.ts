/**
 * The network as MSAL uses it: plain `fetch` that follows no redirection, ends with the run, and remembers why nothing came, since
 * MSAL's own errors do not say. Knows nothing of tokens.
 */
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import type { Text } from '../../planning/text.ts';
import type { MailFailure } from '../../running/failures.ts';
import { networkFailure } from '../over-http.ts';
import { retryAfterOf } from './retry-after.ts';

/** A server that takes a request and never answers. */
const LONGEST_ANSWER = 30_000;

interface Last {
  readonly failure?: MailFailure;
  readonly status?: number;
  readonly until?: Date;
}

export class TokenNetwork implements INetworkModule {
  /** As MSAL has it: it takes no address but `https:`, and a test on this very machine has none. */
  readonly authority: string;
  readonly #isLoopback: boolean;
  readonly #where: Text;
  #signal: AbortSignal = new AbortController().signal;
  #isProven = false;
  /** How the last exchange ended. */
  last: Last = {};

  constructor(where: Text, authority: string) {
    this.#where = where;
    this.#isLoopback = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(authority);
    this.authority = this.#isLoopback ? authority.replace('http:', 'https:') : authority;
  }

  begin(signal: AbortSignal): void {
    this.#signal = signal;
    this.last = {};
  }

  sendGetRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#send('GET', url, options);
  }

  sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#send('POST', url, options);
  }

  async #send<T>(
    method: string,
    url: string,
    options: NetworkRequestOptions = {},
  ): Promise<NetworkResponse<T>> {
    try {
      const response = await fetch(this.#isLoopback ? url.replace('https:', 'http:') : url, {
        method,
        ...(options.headers && { headers: options.headers }),
        ...(options.body !== undefined && { body: options.body }),
        // A secret is posted to the address that the plan stands for, and to no other.
        redirect: 'error',
        signal: AbortSignal.any([this.#signal, AbortSignal.timeout(LONGEST_ANSWER)]),
      });
      const body = (await response.json()) as T;
      this.#isProven = true;
      const until = retryAfterOf(response.headers.get('retry-after'), new Date());
      this.last = { status: response.status, ...(until && { until }) };
      return { status: response.status, headers: Object.fromEntries(response.headers), body };
    } catch (error) {
      this.last = { failure: networkFailure(this.#where, error, this.#isProven, this.#signal) };
      throw error;
    }
  }
}
