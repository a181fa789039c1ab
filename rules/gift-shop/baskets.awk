# Turns the orders from 9 September 2011 on into carts that lack one piece, one JSON object a line:
#   gzip -dc purchases.csv.gz | awk -f rules/gift-shop/baskets.awk > baskets.jsonl
# The cart holds all pieces of the order but the last one added; that one is the `visitor` after the slash, so that a
# report can ask whether the shelf in the cart had it. Orders of 2 to 100 different goods.
BEGIN {
  FS = ","
  if (since == "") since = "2011-09-09"
}
NR == 1 {
  if ($1 != "InvoiceNo" || NF != 6) { print "baskets.awk: these are not the purchases" > "/dev/stderr"; exit 1 }
  next
}
$4 < since || $2 !~ /^[0-9][0-9][0-9][0-9][0-9]/ || ($1, $2) in seen { next }
{
  seen[$1, $2] = 1
  if (!($1 in different)) { order[++orders] = $1; at[$1] = substr($4, 1, 16) }
  if (different[$1]++) { cart[$1] = cart[$1] (cart[$1] == "" ? "" : ", ") last[$1]; total[$1] += worth[$1] }
  last[$1] = sprintf("{\"product\": \"%s\", \"quantity\": %d, \"price\": \"%s GBP\"}", $2, $3, $5)
  worth[$1] = $3 * $5
  held_out[$1] = $2
}
END {
  for (i = 1; i <= orders; ++i) {
    o = order[i]
    if (different[o] < 2 || different[o] > 100) continue
    printf "{\"visitor\": \"%s/%s\", \"now\": \"%s\", \"attributes\": {\"page.kind\": \"cart\", \"cart.total\": \"%.3f GBP\", \"cart.items\": [%s]}}\n", o, held_out[o], at[o], total[o], cart[o]
  }
}
