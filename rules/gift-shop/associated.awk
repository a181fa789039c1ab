# Counts which pieces stand in one order: the table behind `purchased with`.
#   gzip -dc purchases.csv.gz | awk -v until=2011-09-09 -f rules/gift-shop/associated.awk > rules/gift-shop/tables/associated.csv
# Strength: of the orders that hold `item`, the share that hold `other` too. A pair counts when at least `support` of all
# orders hold both (1 %). Without `until` all orders count. Codes that are no goods (postage, bank charges) are left out.
BEGIN {
  FS = ","
  if (support == "") support = 0.01
}
NR == 1 {
  if ($1 != "InvoiceNo" || NF != 6) { print "associated.awk: these are not the purchases" > "/dev/stderr"; exit 1 }
  next
}
until != "" && $4 >= until { next }
{
  if (!($1 in codes)) { invoice[++invoices] = $1; codes[$1] = "" }
  if ($2 !~ /^[0-9][0-9][0-9][0-9][0-9]/ || ($1, $2) in seen) next
  seen[$1, $2] = 1
  codes[$1] = codes[$1] " " $2
  ++holds[$2]
}
END {
  least = support * invoices
  for (i = 1; i <= invoices; ++i) {
    n = split(codes[invoice[i]], code, " ")
    for (m = 0; n > 0; --n) if (holds[code[n]] >= least) often[++m] = code[n]
    for (a = 1; a <= m; ++a) for (b = 1; b <= m; ++b) if (a != b) ++both[often[a] "," often[b]]
  }
  print "event,item,other,strength"
  fflush()
  for (pair in both) {
    if (both[pair] < least) continue
    split(pair, code, ",")
    printf "purchased,%s,%.4f\n", pair, both[pair] / holds[code[1]] | "LC_ALL=C sort"
  }
}
