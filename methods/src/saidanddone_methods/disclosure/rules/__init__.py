"""Rules for one count, one table with its total, and one exact total: what the product runs on."""
