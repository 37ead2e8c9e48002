/** The import rules of docs/architecture.md: imports go down the picture only. */
const capability = "^src/main/capabilities/([^/]+)/";
const feature = "^src/renderer/features/([^/]+)/";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "not-to-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(electron|virtual:|.*\\.css)" },
    },
    {
      name: "shared-imports-nothing-of-ours",
      severity: "error",
      from: { path: "^src/shared/" },
      to: { path: "^src/(main|renderer|preload)/|^(node:)?(fs|path|os|crypto|stream)$|^electron$|/react/" },
    },
    {
      name: "renderer-imports-shared-only",
      severity: "error",
      from: { path: "^src/renderer/" },
      to: { path: "^src/(main|preload)/|node_modules/(electron|@aws-sdk|@duckdb|@orpc/server)/" },
    },
    {
      name: "renderer-has-no-node",
      severity: "error",
      from: { path: "^src/renderer/", pathNot: "\\.test\\.tsx?$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "main-imports-no-renderer",
      severity: "error",
      from: { path: "^src/main/" },
      to: { path: "^src/(renderer|preload)/" },
    },
    {
      name: "only-the-desktop-host-imports-electron",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(main/hosts/electron/|main/index\\.ts$|preload/)" },
      to: { path: "^electron$|node_modules/electron/" },
    },
    {
      name: "only-lake-aws-imports-the-aws-sdk",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/main/lake/aws/" },
      to: { path: "node_modules/@aws-sdk/" },
    },
    {
      name: "capabilities-know-ports-only",
      severity: "error",
      from: { path: "^src/main/capabilities/", pathNot: "\\.test\\.ts$" },
      to: { path: "^src/main/(hosts/|lake/(local|aws)/|compose\\.ts$)" },
    },
    {
      name: "a-capability-through-its-index",
      severity: "error",
      from: { path: capability },
      to: { path: "^src/main/capabilities/", pathNot: "^src/main/capabilities/($1/|[^/]+/index\\.ts$)" },
    },
    {
      name: "a-capability-from-outside-through-its-index",
      severity: "error",
      from: { path: "^src/main/", pathNot: "^src/main/(capabilities|workers)/|\\.test\\.ts$" },
      to: { path: "^src/main/capabilities/", pathNot: "/index\\.ts$" },
    },
    {
      name: "a-worker-runs-a-program",
      comment: "A capability's index.ts would bring the whole capability into its worker.",
      severity: "error",
      from: { path: "^src/main/workers/" },
      to: { path: "^src/main/capabilities/", pathNot: "-(program|protocol)\\.ts$" },
    },
    {
      name: "a-feature-through-its-index",
      severity: "error",
      from: { path: feature },
      to: { path: "^src/renderer/features/", pathNot: "^src/renderer/features/($1/|[^/]+/index\\.tsx?$)" },
    },
    {
      name: "a-feature-from-outside-through-its-index",
      severity: "error",
      from: { path: "^src/renderer/(app|lib|ui)/" },
      to: { path: "^src/renderer/features/", pathNot: "/index\\.tsx?$" },
    },
    {
      name: "the-lake-knows-no-capability",
      severity: "error",
      from: { path: "^src/main/(lake|engine|state)/", pathNot: "\\.test\\.ts$" },
      to: { path: "^src/main/(capabilities|hosts)/" },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "[.]css" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js"],
      conditionNames: ["import", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
