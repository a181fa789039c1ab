// The words of the language. Heads and clause words come first, each group without a gap and in the order of the
// enums of dsl/words/words.h, so that a token's number tells which it is.
lexer grammar NextmoveLexer;
channels { COMMENTS }

/* ---- heads: a declaration starts here ---- */
PROJECT:'project'; ATTRIBUTE:'attribute'; EVENT:'event'; CATALOGUE:'catalogue'; SIGNAL:'signal'; PLACEMENT:'placement'; GROUP:'group';
CONTENT:'content'; VALUE:'value'; TIERS:'tiers'; SCORE:'score'; CLUSTERS:'clusters'; SEGMENT:'segment';
OVERLAY:'overlay'; DISCOUNT:'discount'; NAVIGATION:'navigation'; BANNER:'banner'; RECOMMEND:'recommend'; MESSAGE:'message';
SEARCH:'search'; PRICING:'pricing'; ASK:'ask'; AUDIENCE:'audience'; EXPERIMENT:'experiment'; GUARD:'guard'; TEST_:'test';

/* ---- clause words: a clause starts here ---- */
// every declaration
WHY:'why'; OWNER:'owner'; FORMERLY:'formerly';
// project and schema
EDITION:'edition'; TIME_ZONE:'time' [ \t]+ 'zone'; CURRENCY_WORD:'currency'; LOCALES:'locales'; CONSENTS:'consents'; SESSIONS:'sessions';
OPTIONAL:'optional'; OTHERWISE:'otherwise'; CONSENT:'consent'; ORIGIN:'origin'; KEPT:'kept'; UNDOES:'undoes'; ALLOWS:'allows'; HELD:'held'; CHANNELS_:'channels';
HALVES:'halves'; FIRES:'fires'; PREDICTS:'predicts'; LEARNS:'learns'; FINDS:'finds'; OFFERS:'offers'; COUNTS:'counts'; STEP:'step';
// who and when
FOR:'for'; EXCEPT:'except'; NEEDS:'needs'; USES:'uses'; WHEN:'when'; ON:'on'; ACTIVE:'active'; PICK:'pick';
// what and where
PLACE:'place'; SAY:'say'; SHOW:'show'; USE:'use'; BUY:'buy'; GIVE:'give'; VALID:'valid'; RANK:'rank'; TIES:'ties'; PIN:'pin'; MOVE:'move';
FROM:'from'; FILL:'fill'; TAKE:'take'; RAISE:'raise'; LOWER:'lower'; SET:'set'; FLOOR:'floor'; CEILING:'ceiling'; ROUND:'round';
ANSWER:'answer'; OPTION:'option'; EXPORT:'export';
// which one and how often
PRIORITY:'priority'; OVERRIDES:'overrides'; COMPETES:'competes'; WORTH:'worth'; LIKELIHOOD:'likelihood'; LIMIT:'limit'; BUDGET:'budget'; STOP:'stop'; QUIET:'quiet';
EXPLORE:'explore'; OFFLINE:'offline';
// experiments, guards, tests
CHANGES:'changes'; SPLIT:'split'; HOLDOUT:'holdout'; VARIANT:'variant'; MEASURE:'measure'; NEVER:'never';
NOW:'now'; GIVEN:'given'; WAIT:'wait'; EXPECT:'expect';

/* ---- words inside a clause ---- */
AND:'and'; OR:'or'; NOT:'not'; IS:'is'; HAS:'has'; BEEN:'been'; DOES:'does'; IN:'in'; AT:'at'; THE:'the'; THIS:'this'; OF:'of'; TO:'to'; BY:'by'; WITH:'with';
BUT:'but'; IF:'if'; THEN:'then'; WHERE:'where'; WITHIN:'within'; SINCE:'since'; UNTIL:'until'; BEFORE:'before'; AFTER:'after'; BETWEEN:'between';
LEAST:'least'; MOST:'most'; EXACTLY:'exactly'; MORE_:'more'; LESS:'less'; THAN:'than'; ONE:'one'; ANY:'any'; ALL:'all'; NO:'no'; YES:'yes';
KNOWN:'known'; UNKNOWN:'unknown'; UNDER:'under'; CONTAINS:'contains'; CONTAIN:'contain'; STARTS:'starts'; ENDS:'ends';
NUMBER:'number'; DIFFERENT:'different'; SUM:'sum'; AVERAGE:'average'; HIGHEST:'highest'; LOWEST:'lowest'; LATEST:'latest'; FIRST:'first'; LAST:'last'; NEXT:'next';
DIFFERENCE:'difference'; ANNIVERSARY:'anniversary'; SAME:'same'; TIE:'tie'; CHEAPEST:'cheapest'; DEAREST:'dearest';
AFFINITY:'affinity'; SIMILAR:'similar'; OFF:'off'; UP:'up'; PER:'per'; EVERY:'every'; END:'end'; AGO:'ago'; LIST:'list';
SESSION:'session'; TODAY:'today'; CALENDAR:'calendar'; NOTHING:'nothing'; BECAUSE:'because';
UNIT: ('second'|'minute'|'hour'|'day'|'week'|'month'|'year') 's'?;
TIMES:'time' 's'?;

/* ---- values ---- */
DATE: D D D D '-' D D '-' D D;
CLOCK: D? D ':' D D;
DEC: D+ '.' D+;
INT: D+;
CURRENCY: U U U;
LOCALE: L L ('-' [A-Za-z0-9]+)+;
NAME: WORD;
PATH: WORD ('.' WORD)+;
STRING: '"' (~["\\\r\n] | '\\' .)* '"';
PERCENT:'%'; LP:'('; RP:')'; LB:'['; RB:']'; COMMA:','; COLON:':'; PLUS:'+'; MINUS:'-'; STAR:'*'; SLASH:'/';

/* ---- accepted only to be explained, with the fix ---- */
WRONG_TEXT: ('\u201C' | '\u201D' | '\u201E') (~["\u201C\u201D\r\n])* ["\u201C\u201D] | '"' (~["\\\r\n\u201C\u201D] | '\\' .)* [\u201C\u201D]
          | '\u00AB' (~[\u00BB\r\n])* '\u00BB' | '\u2018' (~[\u2019\r\n])* '\u2019' | '\'' (~['\r\n])* '\'';
OPEN_TEXT: ('"' | '\u201C' | '\u201E' | '\u00AB') (~["\\\r\n\u201C\u201D] | '\\' .)*;
WRONG_NUMBER: D+ ',' D+;
WRONG_DATE: D D? [/.] D D? [/.] D D D D;
SYMBOL: '==' | '=' | '!=' | '<>' | '<=' | '>=' | '<' | '>' | '\u2264' | '\u2265';
SYMBOL_AND: '&&' | '&'; SYMBOL_OR: '||' | '|';
MONEY_SIGN: [$\u00A3\u00A5\u20AC];
WRONG_NAME: N (N | [0-9.])*;
WRONG_COMMENT: '//' ~[\r\n]* -> channel(COMMENTS);
WRONG_END: ';' -> channel(COMMENTS);

DOC: '##' ~[\r\n]* -> channel(COMMENTS);
COMMENT: '#' ~[\r\n]* -> channel(COMMENTS);
SPACE: [ \t\r\n\u00A0\u202F\uFEFF]+ -> channel(HIDDEN);
JUNK: .;

fragment D: [0-9];
fragment U: [A-Z];
fragment L: [a-z];
fragment N: [A-Za-z_\u00C0-\u024F];
fragment WORD: [a-z] [a-z0-9_]*;
