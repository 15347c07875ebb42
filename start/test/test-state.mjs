// Where do tests keep what is costly to make (downloaded parts, the appliance)? In an instance of its own, so that a
// test never touches what a user runs.

/** @type {string} */
export const TEST_STATE = process.env.STRATUS_TEST_STATE ?? '/var/lib/stratus/test';
