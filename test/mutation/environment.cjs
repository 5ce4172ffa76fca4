const { TestEnvironment } = require('jest-environment-node');

/** After the first test that fails the others of its file are passed over: the mutant is found already. */
module.exports = class StopsAtFirst extends TestEnvironment {
  #failed = false;

  async handleTestEvent(event) {
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.#failed = true;
    if (event.name === 'test_start' && this.#failed) event.test.mode = 'skip';
  }
};
