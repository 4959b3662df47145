// Holds resource properties against Azure's own type definitions, as far as they can be had without the Bicep
// compiler: from the command azmcp of the npm package @azure/mcp-linux-x64 (137 MB, Linux only), which is why this
// is run by hand and not by the build.
// Usage: node check-types.mjs <azmcp> <file.bicep>…
import { execFileSync } from 'node:child_process';
import { bicepReader } from './bicep.mjs';

const [azmcp, ...paths] = process.argv.slice(2);
const schemas = new Map();
const unknown = new Set();
const findings = [];
let variables = new Map();

const read = await bicepReader();
for (const file of paths.map(read)) {
  variables = new Map(file.variables.map((variable) => [variable.name, variable.value]));
  file.resources.forEach((resource) => checkResource(file.path, resource, ''));
}
findings.forEach((finding) => console.log(finding));
const known = [...schemas].filter(([, schema]) => schema).map(([type]) => type);
console.log(`${findings.length} findings in ${known.length} resource types; no schema for ${[...unknown].join(', ') || 'none'}`);
process.exitCode = findings.length ? 1 : 0;

function checkResource(path, resource, parent) {
  const type = (parent ? `${parent}/` : '') + resource.type.split('@')[0];
  const version = resource.type.split('@')[1];
  (resource.body.$resources ?? []).forEach((child) => checkResource(path, child, type));
  const schema = schemaOf(type);
  if (!schema) {
    unknown.add(type);
    return;
  }
  const where = `${path}: ${resource.name}`;
  const declared = schema.find((entry) => entry.$type === 'Resource');
  if (!declared.name?.endsWith(`@${version}`) && declared.name) {
    findings.push(`${where}: version ${version}, but the schema is ${declared.name}`);
  }
  if (resource.existing) {
    return;
  }
  const { parent: _, scope: __, dependsOn: ___, $resources: ____, ...content } = resource.body;
  check(content, declared.bodyType, schema, where);
}

function schemaOf(type) {
  if (!schemas.has(type)) {
    schemas.set(type, fetchSchema(type));
  }
  return schemas.get(type);
}

function fetchSchema(type) {
  try {
    const answer = execFileSync(azmcp, ['bicepschema', 'get', '--resource-type', type], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return JSON.parse(answer).results.BicepSchemaResult;
  } catch {
    return undefined;
  }
}

function check(value, type, schema, where) {
  if (value?.$then !== undefined) {
    check(value.$then, type, schema, where);
    check(value.$else, type, schema, where);
    return;
  }
  if (value?.$each !== undefined) {
    check([value.$each], type, schema, where);
    return;
  }
  if (value === null || value?.$text !== undefined) {
    if (variables.has(value?.$text)) {
      check(variables.get(value.$text), type, schema, where);
    }
    return;
  }
  if (typeof type === 'string') {
    checkNamed(value, type, schema, where);
  } else if (type.$type === 'DiscriminatedObject') {
    checkVariant(value, type, schema, where);
  } else {
    checkObject(value, type, schema, where);
  }
}

function checkNamed(value, type, schema, where) {
  const named = schema.find((entry) => entry.name === type && entry.$type.endsWith('Object'));
  if (named) {
    check(value, named, schema, where);
  } else if (type.endsWith('[]')) {
    if (!Array.isArray(value)) {
      findings.push(`${where}: should be ${type}`);
    } else {
      value.forEach((element, index) => check(element, type.slice(0, -2), schema, `${where}[${index}]`));
    }
  } else if (!type.split(' | ').some((choice) => fits(value, choice))) {
    findings.push(`${where}: ${JSON.stringify(value)} is not ${type}`);
  }
}

function fits(value, choice) {
  switch (choice) {
    case 'any': return true;
    case 'string': return typeof value === 'string';
    case 'int': return Number.isInteger(value);
    case 'bool': return typeof value === 'boolean';
    case 'object': return typeof value === 'object';
    default: return value === choice;
  }
}

/** One of several objects, told by a property such as endpointType. */
function checkVariant(value, type, schema, where) {
  const variants = type.elements.map((element) => typeof element === 'string' ? schema.find((entry) => entry.name === element) : element);
  const told = variants.filter((variant) => variant.properties.some((property) => property.name === type.discriminator
    && property.type === value[type.discriminator])
    || (!type.discriminator && variant.properties.some((property) => property.name === 'name' && property.type === value.name)));
  if (told.length !== 1) {
    findings.push(`${where}: is none of the known kinds`);
    return;
  }
  checkObject(value, { properties: [...type.baseProperties, ...told[0].properties], additionalPropertiesType: told[0].additionalPropertiesType }, schema, where);
}

function checkObject(value, type, schema, where) {
  if (typeof value !== 'object' || Array.isArray(value)) {
    findings.push(`${where}: should be an object`);
    return;
  }
  for (const [key, content] of Object.entries(value)) {
    const property = type.properties.find((candidate) => candidate.name === key);
    if (property?.flags?.includes('ReadOnly')) {
      findings.push(`${where}.${key}: is read-only`);
    } else if (property) {
      check(content, property.type, schema, `${where}.${key}`);
    } else if (!type.additionalPropertiesType) {
      findings.push(`${where}.${key}: there is no such property`);
    }
  }
  type.properties
    .filter((property) => property.flags?.includes('Required') && !(property.name in value))
    .forEach((property) => findings.push(`${where}.${property.name}: is missing`));
}
