/**
 * Packages with a binary for each system are optional dependencies of their parent. npm leaves out of the lockfile those
 * that it could not look up when it wrote it, and `npm ci` then refuses the lockfile, on every system.
 *
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages
 */

const system =
  /(darwin|linux|win32|android|freebsd|openharmony)-(arm64|arm|x64|ia32|ppc64le|ppc64|s390x|riscv64|loong64)/;

/**
 * The optional packages that a lockfile does not hold, as npm would have written them (without their hash).
 *
 * @param {LockedPackages} packages
 * @returns {LockedPackages}
 */
export function missingOptionalPackages(packages) {
  const missing = Object.entries(packages)
    .filter(([path]) => path !== "")
    .flatMap(([path, { dev, optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies)
        .filter(([name]) => !isLocked(packages, path, name))
        .map(([name, version]) => [`node_modules/${name}`, lockedPackage(name, version, dev === true)]),
    );
  return Object.fromEntries(missing);
}

/** As Node resolves: in the parent's own node_modules, then in each one above. @param {LockedPackages} packages @param {string} from @param {string} name */
function isLocked(packages, from, name) {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf("/node_modules/")))) {
    if (packages[`${base}${base === "" ? "" : "/"}node_modules/${name}`]) return true;
    if (base === "") return false;
  }
}

/** @param {string} name @param {string} version @param {boolean} dev @returns {LockedPackage} */
function lockedPackage(name, version, dev) {
  const [, os, cpu] = system.exec(name) ?? [];
  if (!os || !cpu) throw new Error(`The system of ${name} is not known from its name: add it to the lockfile by hand.`);
  const libc = os !== "linux" ? null : /musl/.test(name) ? "musl" : /gnu/.test(name) ? "glibc" : null;
  return {
    version,
    cpu: [cpu],
    ...(dev ? { dev } : {}),
    ...(libc === null ? {} : { libc: [libc] }),
    optional: true,
    os: [os],
  };
}
