# Turns the click sessions into one visit for each session of two clicks or more, one JSON object a line:
#   gzip -dc eshop_2008_04_06.csv.gz | awk -f rules/clothing-clicks/visits.awk > visits.jsonl
# The visitor is seen just before the last click, with all clicks before it as events. The category of that last click
# stands in `visitor` after the slash, where no rule can see it: the report asks whether the menu had it first.
# The data has no time of day: the first click is taken to be at noon in Warsaw, the others twenty seconds apart.
BEGIN {
  FS = ","
  split("trousers,skirts,blouses,sale", category, ",")
  split("beige,black,blue,brown,burgundy,gray,green,navy blue,many colours,olive,pink,red,violet,white", colour, ",")
}
NR == 1 {
  if ($6 != "session ID" || NF != 14) { print "visits.awk: these are not the click sessions" > "/dev/stderr"; exit 1 }
  next
}
$6 != session { flush(); session = $6; country = $5; clicks = 0; events = "" }
{
  if (clicks) events = events (clicks > 1 ? ", " : "") last
  last = sprintf("{\"kind\": \"viewed\", \"time\": \"%s\", \"fields\": {\"product\": \"%s\", \"category\": \"%s\", \"colour\": \"%s\", \"price\": \"%d USD\"}}", moment(), $8, category[$7], colour[$9], $12)
  next_category = category[$7]
  now = moment()
  ++clicks
}
END { flush() }
function moment(seconds) {
  seconds = 20 * clicks
  return sprintf("%d-%02d-%02dT%02d:%02d:%02dZ", $1, $2, $3, 10 + int(seconds / 3600), int(seconds / 60) % 60, seconds % 60)
}
function flush() {
  if (clicks < 2) return
  printf "{\"visitor\": \"s%d/%s\", \"session\": \"s%d\", \"now\": \"%s\", \"attributes\": {", session, next_category, session, now
  menu = "[\"trousers\", \"skirts\", \"blouses\", \"sale\"]"
  printf "\"visitor.country\": %d, \"main_menu\": %s, \"thumb_menu\": %s}, ", country, menu, menu
  print "\"events\": [" events "]}"
}
