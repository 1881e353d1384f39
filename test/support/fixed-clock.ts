/** Starts a process on a day of the test's choice: what it finds in a plan depends on the day, and its tests must not. */

/** What `node` is given so that its clock stands still at an instant. */
export function clockAt(instant: string): string[] {
  const module = `
    const instant = ${Date.parse(instant)};
    const RealDate = Date;
    globalThis.Date = class Date extends RealDate {
      constructor(...values) {
        if (values.length === 0) super(instant);
        else super(...values);
      }
      static now() {
        return instant;
      }
    };`;
  return ['--import', `data:text/javascript,${encodeURIComponent(module)}`];
}
