# Turns the data set's CSV into visits, one JSON object a line:
#   gzip -dc online_shoppers_intention.csv.gz | awk -f rules/online-shoppers/visits.awk > visits.jsonl
# Each visit is seen at its end, so its moment is `exit_intent`. `outcome` (bought or not) is for reports only: no rule
# can see it.
BEGIN {
  FS = ","
  month["Jan"] = "jan"; month["Feb"] = "feb"; month["Mar"] = "mar"; month["Apr"] = "apr"; month["May"] = "may"
  month["June"] = "jun"; month["Jul"] = "jul"; month["Aug"] = "aug"; month["Sep"] = "sep"; month["Oct"] = "oct"
  month["Nov"] = "nov"; month["Dec"] = "dec"
  kind["New_Visitor"] = "new"; kind["Returning_Visitor"] = "returning"; kind["Other"] = "other"
}
{ sub(/\r$/, "") }
NR == 1 {
  if ($1 != "Administrative" || NF != 18) { print "visits.awk: this is not the data set's header" > "/dev/stderr"; exit 1 }
  next
}
NF == 18 {
  printf "{\"visitor\": \"v%d\", \"moment\": \"exit_intent\", \"outcome\": %s, \"attributes\": {", NR - 1, ($18 == "TRUE" ? "true" : "false")
  printf "\"visitor.kind\": \"%s\", \"visitor.system\": %s, \"visitor.browser\": %s, ", kind[$16], $12, $13
  printf "\"visitor.region\": %s, \"visitor.source\": %s, ", $14, $15
  printf "\"visit.account_pages\": %s, \"visit.information_pages\": %s, \"visit.product_pages\": %s, ", $1, $3, $5
  printf "\"visit.product_seconds\": %s, \"visit.bounce_rate\": %s, \"visit.exit_rate\": %s, ", $6, $7, $8
  printf "\"visit.page_value\": %s, \"visit.gift_day\": \"%d%%\", ", $9, $10 * 100 + 0.5
  printf "\"visit.month\": \"%s\", \"visit.weekend\": %s, ", month[$11], ($17 == "TRUE" ? "true" : "false")
  print "\"main_menu\": [\"home\", \"books\", \"garden\", \"kitchen\", \"toys\", \"clothes\"]}}"
}
