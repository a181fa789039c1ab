# Reads the answers of `nextmove decide --format json` to the visits of visits.awk: how often was the department of the next
# click (after the slash in `visitor`) the first in each menu?
BEGIN { fixed = "trousers" }
{
  if (!match($0, /"visitor":"[^"]*\//)) next
  rest = substr($0, RSTART + RLENGTH)
  next_category = substr(rest, 1, index(rest, "\"") - 1)
  ++sessions
  if (next_category == fixed) ++first_fixed
  while (match(rest, /"menu":"[^"]*","order":\["[^"]*"/)) {
    split(substr(rest, RSTART, RLENGTH), part, "\"")
    ++shown[part[4]]
    if (part[8] == next_category) ++first[part[4]]
    rest = substr(rest, RSTART + RLENGTH)
  }
}
END {
  tell("fixed", sessions, first_fixed)
  tell("main_menu", shown["main_menu"], first["main_menu"])
  tell("thumb_menu", shown["thumb_menu"], first["thumb_menu"])
}
function tell(menu, times, hits) { printf "%s %d %d %.1f %%\n", menu, times, hits, times ? 100 * hits / times : 0 }
