/** Text of servers and people as it is quoted in one line: whatever they wrote, it breaks no line and commands no terminal. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** As long as a line is read to its end. */
const MOST = 500;

export function oneLine(text: string, most = MOST): string {
  const line = text.replace(CONTROLS, ' ').trim();
  return line.length > most ? `${line.slice(0, most).trimEnd()}…` : line;
}
