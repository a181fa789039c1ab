"""Makes purchases.csv.gz and, with a second argument, the gift shop's catalogue, of the full Online Retail file.

    python3 clean.py online_retail.csv.gz [product.csv]

A line stays when a customer is known, nothing is cancelled, and quantity and price are above zero. The order stays.
"""
import csv
import gzip
import io
import sys
from collections import Counter, defaultdict

COLUMNS = ["InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"]


def is_clean(row):
    return (row["CustomerID"] and not row["InvoiceNo"].startswith("C") and int(row["Quantity"]) > 0
            and float(row["UnitPrice"]) > 0)


def main():
    with gzip.open(sys.argv[1], "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if is_clean(row)]
    text = ",".join(COLUMNS) + "\n" + "".join(",".join(row[column] for column in COLUMNS) + "\n" for row in rows)
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=9, mtime=0) as file:
        file.write(text.encode())
    with open("purchases.csv.gz", "wb") as file:
        file.write(packed.getvalue())
    if len(sys.argv) > 2:
        write_catalogue(rows, sys.argv[2])


def write_catalogue(rows, path):
    """The name that most lines have (of equals the first), the newest price, and whether the code is goods at all."""
    names, prices = defaultdict(Counter), {}
    for row in rows:
        names[row["StockCode"]][row["Description"]] += 1
        prices[row["StockCode"]] = row["UnitPrice"]
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["id", "name", "price", "goods"])
        for code in sorted(names):
            goods = "yes" if code[:5].isdigit() else "no"
            out.writerow([code, names[code].most_common(1)[0][0], prices[code] + " GBP", goods])


if __name__ == "__main__":
    main()
