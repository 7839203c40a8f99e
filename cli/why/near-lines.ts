interface Near {
  readonly rule: string;
  readonly state: string;
  readonly why: string;
  readonly line?: string | null;
}

/** The rules that nearly matched, two lines each where one is shown. */
export const nearLines = (near: readonly Near[]): readonly string[] =>
  near.flatMap(({ rule, state, why, line }) => [
    `  nearly ${state}: ${rule}: ${why}`,
    ...(line ? [`    ${JSON.stringify(line)}`] : []),
  ]);
