import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

/** The outer layers: each depends on `core` alone, never on another. */
const OUTER = ['storage', 'providers', 'ingest', 'agents', 'recall', 'ui', 'link'];

const layerZones = [
  {
    target: './src/core',
    from: './src',
    except: ['./core'],
    message: 'core knows nothing outside itself: declare a port instead.',
  },
  ...OUTER.map((layer) => ({
    target: `./src/${layer}`,
    from: './src',
    except: [`./${layer}`, './core', ...(layer === 'recall' ? ['./ingest/wire.ts'] : []), ...(layer === 'link' ? ['./ingest/wire.ts', './ingest/home.ts', './ingest/apiClient.ts', './ingest/apiServer.ts'] : []), ...(layer === 'ui' ? ['./manifest.ts'] : [])],
    message: `${layer} may depend on core alone; wiring belongs in services.ts.`,
  })),
];

const only = (names, message) => ({ 'no-restricted-imports': ['error', { paths: names.map((name) => ({ name, message, allowTypeImports: true })) }] });
const NO_VSCODE = 'Values of vscode only in extension.ts, services, ui, providers/languageModel.ts and recall/languageModelTools.ts.';
const NO_SQLJS = 'sql.js only in storage/database.ts.';
const NO_SDK = 'Model SDKs only in providers.';
const SDKS = ['@anthropic-ai/sdk', '@google/generative-ai'];
const NO_IO = 'core has no I/O: declare a port instead.';
const IO = ['fs', 'net', 'os', 'path', 'child_process', 'worker_threads', 'http', 'https', 'crypto', 'zlib', 'process'].flatMap((name) => [name, `node:${name}`]);

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'coverage/', 'node_modules/', '.cache/', 'plugin/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      'no-console': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: layerZones }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  { files: ['src/core/**'], rules: only([...IO, 'vscode', 'sql.js', ...SDKS], NO_IO) },
  { files: ['src/{ingest,agents,recall,link}/**', 'src/cli.ts'], ignores: ['src/recall/languageModelTools.ts'], rules: only(['vscode', 'sql.js', ...SDKS], `${NO_VSCODE} ${NO_SQLJS} ${NO_SDK}`) },
  { files: ['src/storage/**'], ignores: ['src/storage/database.ts'], rules: only(['vscode', 'sql.js', ...SDKS], `${NO_VSCODE} ${NO_SQLJS} ${NO_SDK}`) },
  { files: ['src/providers/**'], ignores: ['src/providers/languageModel.ts'], rules: only(['vscode', 'sql.js'], `${NO_VSCODE} ${NO_SQLJS}`) },
  { files: ['src/ui/**'], rules: only(['sql.js', ...SDKS], `${NO_SQLJS} ${NO_SDK}`) },
  {
    files: ['test/**', 'bench/**', 'scripts/**', '*.mjs'],
    rules: { 'no-console': 'off' },
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly', setTimeout: 'readonly', fetch: 'readonly', setInterval: 'readonly', clearInterval: 'readonly', clearTimeout: 'readonly', performance: 'readonly' } },
  },
  { files: ['test/**/*.ts', 'bench/**/*.ts'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
  { files: ['**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);
