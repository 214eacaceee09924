import type { Schema, SchemaType } from '@google/generative-ai';
import type { ReplySchema } from '../core/replySchema';

type Types = typeof SchemaType;

/** The same schema in the part of OpenAPI that Gemini takes: no `null` type, no `additionalProperties`, enums with a format. */
export function geminiSchemaOf(schema: ReplySchema, types: Types): Schema {
  if ('anyOf' in schema) {
    const [only] = schema.anyOf.filter((each) => !('type' in each) || each.type !== 'null');
    if (only === undefined) throw new Error('a schema of nothing but null');
    return { ...geminiSchemaOf(only, types), nullable: true };
  }
  switch (schema.type) {
    case 'string':
      return schema.enum === undefined ? { type: types.STRING } : { type: types.STRING, format: 'enum', enum: [...schema.enum] };
    case 'integer':
      return { type: types.INTEGER };
    case 'array':
      return { type: types.ARRAY, items: geminiSchemaOf(schema.items, types) };
    case 'object':
      return {
        type: types.OBJECT,
        properties: Object.fromEntries(Object.entries(schema.properties).map(([name, each]) => [name, geminiSchemaOf(each, types)])),
        required: [...schema.required],
      };
    case 'null':
      throw new Error('null stands alone in a schema');
  }
}
