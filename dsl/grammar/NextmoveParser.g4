// The syntax of the rule language. Proven free of ambiguities, so SLL prediction is enough; tests keep it so.
// What keeps it so: every optional tail starts with its own word; a condition that ends a clause stands in parentheses
// after `where`, or after `if`; a bare name never follows a value; a list of names, not syntax, decides what a name is.
parser grammar NextmoveParser;
options { tokenVocab = NextmoveLexer; }

// A file is a list of heads and clauses; a clause belongs to the head above it. Which clause fits which head is a table of the checker,
// so a clause in the wrong place is a clear message and never a parse error.
file: (head | clause)* EOF;

// The text between braces in a string, up to ` otherwise ` or ` | `.
hole: expr EOF;

head
  : PROJECT newName
  | ATTRIBUTE path type
  | (EVENT | CATALOGUE) newName fields?
  | (SIGNAL | PLACEMENT | GROUP | CONTENT | VALUE | TIERS | SCORE | CLUSTERS | SEGMENT) newName
  | (OVERLAY | DISCOUNT | NAVIGATION | BANNER | RECOMMEND | MESSAGE | SEARCH | PRICING | ASK | AUDIENCE) newName
  | (EXPERIMENT | GUARD | TEST_) newName
  ;

clause
  // every declaration
  : (WHY | OWNER) text
  | FORMERLY names
  | TIME_ZONE (text | path)
  // project and schema
  | EDITION INT
  | CURRENCY_WORD CURRENCY
  | LOCALES locale (COMMA locale)*
  | CONSENTS names
  | SESSIONS END AFTER duration
  | OPTIONAL
  | OTHERWISE (expr | NOTHING)
  | CONSENT name (COMMA IN THIS SESSION name)?
  | ORIGIN (NAME | GIVEN)
  | KEPT duration
  | UNDOES names BY word
  | ALLOWS (INT | ALL)
  | HELD duration
  | CHANNELS_ names
  | HALVES EVERY duration
  | FIRES AT INT
  | PREDICTS occurrence WITHIN duration
  | LEARNS FROM expr (COMMA expr)*
  | FINDS INT
  | OFFERS WHERE LP expr RP
  | COUNTS expr
  | STEP expr FROM expr (COMMA expr FROM expr)*
  // who and when
  | FOR names
  | EXCEPT FOR names
  | (NEEDS | USES) CONSENT names
  | WHEN expr
  | ON moment (COMMA moment)* (AFTER duration)? (AT CLOCK)?
  | ACTIVE schedule
  | PICK word COLON word (FROM source | WHERE LP expr RP) choice?
  // what and where
  | PLACE names
  | SAY word COLON locale text (COMMA locale text)*
  | SHOW word COLON expr (COMMA word COLON expr)*
  | USE names
  | BUY INT scope
  | GIVE (operand OFF ((CHEAPEST | DEAREST) INT?)? scope (UP TO amount)? | word (amount | listLiteral)?)
  | VALID FOR duration
  | RANK BY key (COMMA key)*
  | TIES TO names
  | PIN operand (COMMA operand)*
  | MOVE AT MOST INT (WHERE LP expr RP)?
  | FROM source
  | FILL WITH source
  | TAKE INT (TO INT)? (COMMA AT MOST INT PER word)?
  | (RAISE | LOWER) BY (operand | affinity) (WHERE LP expr RP | AFTER occurrence)?
  | SET TO expr (IF expr)?
  | (FLOOR | CEILING) expr
  | ROUND TO operand
  | ANSWER path
  | OPTION literal COLON locale text (COMMA locale text)*
  | EXPORT path TO text (COMMA text)* EVERY (duration | UNIT)
  // which one and how often
  | PRIORITY name
  | OVERRIDES names
  | COMPETES IN names
  | (WORTH | LIKELIHOOD) expr
  | LIMIT INT TIMES per* (COMMA INT TIMES per*)*
  | BUDGET amount per? (COMMA amount per?)*
  | STOP (FOR duration)? AFTER stopper (COMMA stopper)*
  | QUIET schedule
  | EXPLORE share
  | OFFLINE name
  // experiments, guards, tests
  | CHANGES names
  | SPLIT BY (path | SESSION)
  | HOLDOUT share
  | VARIANT name share
  | MEASURE aggregate WITHIN duration
  | NEVER expr
  | NOW DATE CLOCK?
  | GIVEN fact (COMMA fact)*
  | WAIT duration
  | EXPECT expectation
  ;

fields: LP field (COMMA field)* RP;
field: word COLON type OPTIONAL?;
type: ONE OF listLiteral | LIST OF (type | fields) | YES SLASH NO | NUMBER | TIMES | TIME_ZONE | NAME;
moment: occurrence | ANNIVERSARY OF path | EVERY period;
schedule: (FROM start (UNTIL start)? | UNTIL start | EVERY period (COMMA period)* (FROM edge UNTIL edge)?) (IN TIME_ZONE (text | path))?;
start: DATE CLOCK? | CLOCK;
edge: CLOCK | INT NAME?;          // 18:00; 24 december; 25 (day of the month)
period: UNIT | NAME;              // day, month, year; friday, weekday, a value that lists dates
per: PER (SESSION | CALENDAR? UNIT | duration | NAME);
amount: INT TIMES | operand;
share: number PERCENT;
duration: INT CALENDAR? UNIT;
key: expr (LOWEST FIRST)?;
stopper: name (INT TIMES)?;
scope: (NAME UNDER? operand | THIS? path)? (WHERE LP expr RP)? (PER word)?;

// conditions and values: one ladder, typed afterwards; `and` mixed with `or` needs parentheses (checked on the tree)
expr: conjunction ((OR | SYMBOL_OR) conjunction)*;
conjunction: negation ((AND | SYMBOL_AND) negation)*;
negation: NOT negation | comparison;
comparison: sum (IS NOT? predicate | (CONTAINS | DOES NOT CONTAIN) content | (STARTS | ENDS) WITH sum | SYMBOL sum)? (OR UNKNOWN | AND KNOWN)?;
predicate
  : ONE OF (listLiteral | path)
  | KNOWN | UNKNOWN
  | BETWEEN sum AND sum
  | AT (LEAST | MOST) sum
  | (MORE_ | LESS) THAN sum
  | (BEFORE | AFTER) sum
  | IN (THE (LAST | NEXT) duration | THIS UNIT)
  | UNDER sum
  | sum
  ;
content: (ANY | ALL) OF (listLiteral | path) | ANY WHERE LP expr RP | operand (UNDER? operand)? (WHERE LP expr RP)?;
sum: product ((PLUS | MINUS) product)*;
product: value ((STAR | SLASH) value)*;
value: operand | TODAY | UNIT | TIMES | NUMBER | listLiteral | LP expr RP | IN SEGMENT name | history | aggregate | DIFFERENCE BETWEEN value AND value;
operand: literal | THIS? path;

history: HAS NOT? BEEN? occurrence (THEN NOT? occurrence (WITHIN duration)?)* count? window?;
occurrence: path filter;
filter: (NAME UNDER? operand | THE SAME NAME | THIS path)? (WHERE LP expr RP)?;
count: AT (LEAST | MOST) INT TIMES | EXACTLY INT TIMES;
window
  : IN (THE LAST duration | THIS (SESSION | UNIT))
  | TODAY
  | SINCE (DATE | occurrence)
  | BEFORE (THIS (SESSION | UNIT) | TODAY | DATE)
  | BETWEEN DATE AND DATE
  ;
aggregate
  : NUMBER OF (TIMES occurrence window? | DIFFERENT word collection)
  | (SUM OF | AVERAGE | HIGHEST | LOWEST | LATEST | FIRST) (word | LP expr RP) collection
  | CALENDAR? UNIT (SINCE | UNTIL) (FIRST? occurrence | ANNIVERSARY OF path | DATE)
  | ANNIVERSARY OF path
  | affinity
  ;
affinity: AFFINITY TO NAME (UNDER? (text | THIS? path))?;
collection: occurrence window? | IN path filter;

// sets of products, categories, brands: where a recommendation or a pick draws from, in the order written
source: set_ (COMMA set_)* (BUT NOT set_ (COMMA set_)*)?;
set_
  : LP source choice? RP
  | SIMILAR TO operand (WHERE LP expr RP)?
  | MOST occurrence window?
  | THIS? path (WITH operand (WHERE LP expr RP)? | filter count?) window?
  ;
choice: WITH ((HIGHEST | LOWEST) sum (BUT NO TIE)? | LATEST occurrence);

fact
  : NO? CONSENT name
  | (HOLDOUT | VARIANT name) OF name
  | THIS path IS operand
  | (SIMILAR TO operand | MOST path) IS listLiteral
  | path ( IS (operand | listLiteral | UNKNOWN) | CONTAINS content | text (WHERE LP expr RP)? | WITH operand IS listLiteral
         | filter (INT TIMES)? (duration AGO | AT DATE CLOCK?)? )
  ;
expectation: NOTHING (IN name)? | NOT? name (BEFORE name)? (IN name)? (WITH expr)? (BECAUSE reason)?;
reason: FOR | EXCEPT | NEEDS | WHEN | ON | ACTIVE | PICK | PLACE | BUY | GIVE | SAY | FROM | TAKE | OVERRIDES | COMPETES | LIMIT | BUDGET | STOP | QUIET | HOLDOUT | PRIORITY | RANK | FLOOR;

literal
  : MINUS? number (PERCENT | CURRENCY | MONEY_SIGN | CALENDAR? UNIT)?
  | MONEY_SIGN number
  | text | DATE | CLOCK | WRONG_DATE | YES | NO
  ;
number: INT | DEC | WRONG_NUMBER;
listLiteral: LB (expr (COMMA expr)*)? RB;
text: STRING | WRONG_TEXT | OPEN_TEXT;
locale: NAME | LOCALE | IS | NO;   // `is` and `no` are also Icelandic and Norwegian
names: name (COMMA name)*;
name: NAME | WRONG_NAME | text;
newName: (NAME | WRONG_NAME | PATH | LOCALE | CURRENCY | INT | MINUS | text)+;
path: NAME | PATH | WRONG_NAME;
word: NAME | WRONG_NAME | NUMBER | TIMES | SESSION | LIST | UNIT | FIRST | LAST | CALENDAR | END;
