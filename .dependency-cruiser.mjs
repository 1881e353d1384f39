/** The house's plan, enforced: which room may know which. Each rule says why; see ARCHITECTURE.md. */
const only = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two modules that need each other are one module, or hide a third.',
      from: {},
      to: { circular: true },
    },
    only(
      'grammar-knows-no-meaning',
      '^grammar/',
      '^(server|client)/',
      'The grammar is text and tree: it must stay usable without a plan, a protocol or a file.',
    ),
    only(
      'language-is-pure',
      '^server/language/',
      '^(server/(planning|running|endpoints|documents|lsp|cli)|client)/',
      'What a plan means is decided without knowing how it is run, stored or shown.',
    ),
    only(
      'language-does-no-io',
      '^(grammar(?!/textmate)|server/language|server/planning)/',
      '^(node:)?(fs|net|tls|http|https|child_process|os|path|dns|sqlite|timers|worker_threads|process)(/|$)',
      'Language and planning also run in a browser worker, and give the same answer every time.',
    ),
    only(
      'planning-plans',
      '^server/planning/',
      '^(server/(running|endpoints|documents|lsp|cli)|client)/',
      'A migration plan is made from a plan and observations, which are values.',
    ),
    only(
      'running-knows-ports',
      '^server/running/',
      '^(server/(endpoints|documents|lsp|cli)|client)/',
      'Whoever executes a plan knows mail stores by their ports, so that tests and new kinds need no change here.',
    ),
    only(
      'endpoints-apart',
      '^server/endpoints/',
      '^(server/(documents|lsp|cli)|client)/',
      'An endpoint implements ports and knows no document, editor or terminal.',
    ),
    only(
      'documents-apart',
      '^server/documents/',
      '^(server/(endpoints|running|lsp|cli)|client)/',
      'Documents read and write files and know no mail and no terminal.',
    ),
    only(
      'lsp-converts',
      '^server/lsp/',
      '^(server/(endpoints|documents|cli|running|planning)|client)/',
      'The wire asks the language; implementations are handed in by main.ts.',
    ),
    only(
      'cli-gets-services',
      '^server/cli/',
      '^(server/(endpoints|documents|lsp)|client)/',
      'Commands get their services from cli.ts, so that they can be run in tests on others.',
    ),
    only(
      'client-knows-the-protocol',
      '^client/',
      '^(grammar|server/(?!protocol\\.ts$))',
      'The client talks to the server over the wire; only the protocol is shared.',
    ),
    only(
      'rules-are-alone',
      '^server/language/rules/(?!registry\\.ts$|rule\\.ts$)',
      '^server/language/rules/(?!rule\\.ts$|pages\\.ts$)',
      'A rule is one file; what two rules share is in model/.',
    ),
    only(
      'features-are-alone',
      '^server/language/features/',
      '^server/language/features/',
      'A feature is one file; what two features share is in model/.',
    ),
    only(
      'chevrotain-in-grammar',
      '^(server|client)/',
      'node_modules/chevrotain',
      'The parser can be replaced only if nothing else knows it.',
    ),
    only(
      'imapflow-in-its-endpoint',
      '^(?!server/endpoints/imap/|test/|examples/)',
      'node_modules/imapflow',
      'Its traps are handled in one place.',
    ),
    {
      name: 'no-vscode-in-server',
      severity: 'error',
      comment: 'The server runs in any editor.',
      from: { path: '^(grammar|server)/' },
      to: { path: '^vscode$|node_modules/vscode-languageclient' },
    },
    {
      name: 'no-wire-in-language',
      severity: 'error',
      comment: 'Only the types of the wire, and only in features.',
      from: { path: '^server/(language|planning)/' },
      to: { path: 'node_modules/vscode-languageserver(/|$)' },
    },
    {
      name: 'no-test-in-product',
      severity: 'error',
      comment: 'What ships needs no test.',
      from: { path: '^(grammar|server|client)/' },
      to: { path: '^(test|examples)/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A module that nothing imports is dead.',
      from: { orphan: true, path: '^(grammar|server|client)/', pathNot: '\\.d\\.ts$|^server/protocol\\.ts$' },
      to: {},
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
};
