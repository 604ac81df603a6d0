// The PostgreSQL server of the tests, where one is at hand. Elsewhere what needs it is left out, and one line says what and
// how to have it; in CI a test that is left out is a test that has failed.

/** null where there is none. `what` is left out then. */
export function postgresOrLine(what: string): string | null {
  const url = process.env.TEST_POSTGRES_URL ?? '';
  if (url !== '') return url;
  const remedy =
    'with PostgreSQL installed, .ci/with-postgres npm test; or TEST_POSTGRES_URL=postgres://user:password@127.0.0.1/postgres npm test (the user may create databases and roles)';
  if (process.env.CI === 'true') throw new Error(`${what}: needs PostgreSQL, and there is none. To run it: ${remedy}.`);
  process.stdout.write(`Left out: ${what}. To have it: ${remedy}.\n`);
  return null;
}
