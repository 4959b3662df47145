// Usage: node print-bicep.mjs <file>…   prints the files as a JSON array.
import { bicepReader } from './bicep.mjs';

const read = await bicepReader();
process.stdout.write(JSON.stringify(process.argv.slice(2).map(read), null, 1));
