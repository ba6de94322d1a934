SELECT DISTINCT s.day AS period, s.date, s.day >= 0 AS post FROM sales s
