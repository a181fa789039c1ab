# Turns the purchases into one visit for each customer, one JSON object a line:
#   gzip -dc purchases.csv.gz | awk -f rules/gift-shop/visits.awk > visits.jsonl
# Each customer is seen on 9 September 2011 at midnight (-v now="2011-09-09" sets another day), with all that was bought
# before. `outcome`: bought again on that day or later; it is for reports only, no rule can see it.
BEGIN {
  FS = ","
  if (now == "") now = "2011-09-09"
}
NR == 1 {
  if ($1 != "InvoiceNo" || NF != 6) { print "visits.awk: these are not the purchases" > "/dev/stderr"; exit 1 }
  next
}
$4 >= now { if ($6 in lines) came_back[$6] = 1; next }
{
  if (!($6 in lines)) { customers[++count] = $6; lines[$6] = "" }
  if (!($1 in total)) { invoices[$6] = invoices[$6] " " $1; at[$1] = substr($4, 1, 16) }
  total[$1] += $3 * $5
  pieces[$1] += $3
  lines[$6] = lines[$6] sprintf(", {\"kind\": \"purchased\", \"time\": \"%s\", \"fields\": {\"order\": \"%s\", \"product\": \"%s\", \"quantity\": %d, \"price\": \"%s GBP\"}}", substr($4, 1, 16), $1, $2, $3, $5)
}
END {
  for (i = 1; i <= count; ++i) {
    customer = customers[i]
    printf "{\"visitor\": \"c%s\", \"now\": \"%s 00:00\", \"consents\": [\"personalisation\"], \"outcome\": %s, \"events\": [", customer, now, (customer in came_back ? "true" : "false")
    orders = split(substr(invoices[customer], 2), order, " ")
    for (j = 1; j <= orders; ++j) {
      printf "%s{\"kind\": \"ordered\", \"time\": \"%s\", \"fields\": {\"order\": \"%s\", \"total\": \"%.3f GBP\", \"pieces\": %d}}", (j > 1 ? ", " : ""), at[order[j]], order[j], total[order[j]], pieces[order[j]]
    }
    print lines[customer] "]}"
  }
}
