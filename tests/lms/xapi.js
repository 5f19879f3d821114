// Reads statements (JSON, from the standard input) and writes what an xAPI validator says of them.
const { readFileSync } = require("node:fs");
const check = require("@learninglocker/xapi-validation").default;

const said = JSON.parse(readFileSync(0, "utf8")).flatMap((one) => check(one).map((warning) => `${warning.constructor.name} ${JSON.stringify(warning)}`));
process.stdout.write(JSON.stringify(said));
