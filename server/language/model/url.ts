/** A URL of the plan without the user and password that somebody may have written before its host. */
export const withoutUserinfo = (url: string): string =>
  url.replace(/^((?:[a-z][a-z\d+.-]*:)?\/\/)?[^/\s]*@/i, '$1');
