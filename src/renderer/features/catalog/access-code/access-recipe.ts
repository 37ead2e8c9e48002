/** One way to read a table: text to paste, or the reason why there is none. */
export interface AccessRecipe {
  id: string;
  title: string;
  group: "SQL" | "Python" | "R" | "Spark" | "BI tools";
  /** What has to be there first: "pip install duckdb". */
  needs: string | null;
  content: { kind: "code"; text: string } | { kind: "steps"; steps: readonly string[]; code: string | null } | Obstacle;
}

export interface Obstacle {
  kind: "obstacle";
  reason: string;
}

export function code(text: string): AccessRecipe["content"] {
  return { kind: "code", text };
}

export function obstacle(reason: string): Obstacle {
  return { kind: "obstacle", reason };
}
