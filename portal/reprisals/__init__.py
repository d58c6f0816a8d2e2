"""The protected channel: for whoever is threatened, intimidated or harmed because they took part (R46 to R51, R53).

Safety comes before any question, and one field is enough. Two protection officers who are no staff of the host hear it.
Nothing is done without the person's consent to that very action, and consent can be taken back. Everything is sealed in
the vault; in public there is one suppressed figure a year.
"""
