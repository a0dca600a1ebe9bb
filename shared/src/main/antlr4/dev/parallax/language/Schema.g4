/**
 * The schema and permission language: see docs/permissions.md.
 *
 * The grammar is a little wider than the language, so that a common mistake is reported as what it is (an unknown
 * directive, a reserved word as a name, `=` for `==`, a list in a list) and not as an unexpected token; the checker
 * narrows it again. Nesting happens through brackets alone: their depth is counted before the parser recurses.
 */
grammar Schema;

@parser::members {
    /** Layout is free, but a lower-case word on the next line is the next field, not the type of this one. */
    private boolean typeFollows() {
        Token word = _input.LT(1);
        return Character.isUpperCase(word.getText().charAt(0)) || word.getLine() == _input.LT(-1).getLine();
    }
}

file: (sessionBlock | recordBlock | stray)* EOF;

sessionBlock: SESSION LBRACE member* RBRACE;

recordBlock: RECORD name LBRACE member* RBRACE;

/** Directives are members of their own: `@id`, `@default` and `@link` speak of the field before them. */
member: field | directive | strayMember;

field: name ({typeFollows()}? type)?;

type: ID QUESTION?;

directive: DIRECTIVE arguments? permission?;

arguments: LPAREN (argument (COMMA argument)* COMMA?)? RPAREN;

argument: STAR | operand;

permission: LBRACE expression RBRACE;

expression
    : junction=(AND | OR | NOT) LPAREN (expression (COMMA expression)* COMMA?)? RPAREN # Junction
    | EXISTS path LBRACE expression RBRACE                                              # Existence
    | left=operand (operator right=operand)?                                            # Comparison
    ;

operator
    : EQUAL
    | ASSIGN
    | NOT_EQUAL
    | LESS
    | LESS_OR_EQUAL
    | GREATER
    | GREATER_OR_EQUAL
    | IN
    | NOT_WORD IN
    | STARTS_WITH
    ;

operand
    : SESSION_NAME DOT ID                                     # OfSession
    | path                                                    # OfRow
    | LBRACKET (operand (COMMA operand)* COMMA?)? RBRACKET    # ListOf
    | NOW                                                     # NowWord
    | literal                                                 # LiteralValue
    ;

literal: INTEGER | FLOAT | STRING | UNTERMINATED_STRING | TRUE | FALSE | NULL;

path: ID (DOT ID)*;

name
    : ID
    | AND
    | OR
    | NOT
    | TRUE
    | FALSE
    | NULL
    | SESSION_NAME
    | EXISTS
    | IN
    | NOT_WORD
    | STARTS_WITH
    | NOW
    ;

/** What belongs to no declaration, up to the next one. */
stray: ~(SESSION | RECORD)+;

/**
 * What is no member, up to the next one or the end of the block. Brackets are left out: they belong to the directive
 * before them, however wrong they go on.
 */
strayMember:
    ~(
        SESSION
        | RECORD
        | LPAREN
        | LBRACE
        | RBRACE
        | DIRECTIVE
        | ID
        | AND
        | OR
        | NOT
        | TRUE
        | FALSE
        | NULL
        | SESSION_NAME
        | EXISTS
        | IN
        | NOT_WORD
        | STARTS_WITH
        | NOW
    )+;

SESSION: 'session';
RECORD: 'record';
AND: 'And';
OR: 'Or';
NOT: 'Not';
TRUE: 'True';
FALSE: 'False';
NULL: 'Null';
SESSION_NAME: 'Session';
EXISTS: 'exists';
IN: 'in';
NOT_WORD: 'not';
STARTS_WITH: 'startsWith';
NOW: 'now';

EQUAL: '==';
ASSIGN: '=';
NOT_EQUAL: '!=';
LESS_OR_EQUAL: '<=';
GREATER_OR_EQUAL: '>=';
LESS: '<';
GREATER: '>';
LPAREN: '(';
RPAREN: ')';
LBRACE: '{';
RBRACE: '}';
LBRACKET: '[';
RBRACKET: ']';
COMMA: ',';
DOT: '.';
QUESTION: '?';
STAR: '*';

DIRECTIVE: '@' LETTER (LETTER | DIGIT | '_')*;
ID: LETTER (LETTER | DIGIT | '_')*;
FLOAT: '-'? DIGIT+ ('.' DIGIT+ EXPONENT? | EXPONENT);
INTEGER: '-'? DIGIT+;
STRING: '"' CHARACTER* '"';
UNTERMINATED_STRING: '"' CHARACTER* '\\'?;

COMMENT: '//' ~[\r\n]* -> skip;
SPACE: [ \t\r\n\u000B\u000C\uFEFF]+ -> skip;
/** What other languages write, as one word, and any other character. */
UNKNOWN: '&&' | '||' | '<>' | '===' | '\'' ~['\r\n]* '\'' | .;

fragment CHARACTER: ~["\\\r\n] | '\\' ~[\r\n];
fragment EXPONENT: [eE] [+-]? DIGIT+;
fragment LETTER: [a-zA-Z];
fragment DIGIT: [0-9];
