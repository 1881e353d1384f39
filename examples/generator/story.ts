/** What a story is to the generator: files by their path inside the story's folder. */
export interface Story {
  readonly files: ReadonlyMap<string, string>;
  /** One line of figures for whoever runs the generator. */
  readonly summary: string;
}
