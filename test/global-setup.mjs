/** Names this test run for its workers, which share one database server (libs/store/testing/test-database.ts). */
// oxlint-disable-next-line import/no-default-export -- what jest wants of a globalSetup file
export default function nameRun() {
  process.env.PASSERELLE_TEST_RUN = String(process.pid);
}
