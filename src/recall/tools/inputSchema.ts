import * as z from 'zod/mini';
import type { RecallTool } from './tool';

/** A tool's input as JSON Schema, as its faces show it to a model. */
export function inputSchemaOf({ input }: Pick<RecallTool, 'input'>): { type: 'object'; [key: string]: unknown } {
  const schema = z.toJSONSchema(input, { io: 'input' });
  return { type: 'object', properties: schema.properties, ...(schema.required && { required: schema.required }) };
}
