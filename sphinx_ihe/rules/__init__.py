"""Every rule, a module for each subject. A module that is listed here is a module that runs."""

from __future__ import annotations

from sphinx_ihe.rules import actors as actors  # IHE201 to IHE203, IHE205, IHE206: who is in a profile
from sphinx_ihe.rules import cells as cells  # IHE410, IHE411: notes and codes of tables
from sphinx_ihe.rules import content as content  # IHE501 to IHE503: content modules, object identifiers
from sphinx_ihe.rules import declaring as declaring  # IHE101 to IHE106: names and ids where they are declared
from sphinx_ihe.rules import flows as flows  # IHE311, IHE312: messages of diagrams
from sphinx_ihe.rules import groupings as groupings  # IHE403, IHE404, IHE408, IHE409: partners
from sphinx_ihe.rules import mentioned as mentioned  # IHE602 to IHE604: transactions in running text
from sphinx_ihe.rules import options as options  # IHE405 to IHE407, IHE412: options and what they require
from sphinx_ihe.rules import profiles as profiles  # IHE401, IHE402: what a profile must have
from sphinx_ihe.rules import reading as reading  # IHE001 to IHE008: what cannot be read
from sphinx_ihe.rules import references as references  # IHE601: roles
from sphinx_ihe.rules import rows as rows  # IHE204: which actors the tables of a profile have
from sphinx_ihe.rules import sections as sections  # IHE701 to IHE703: the sections of the template
from sphinx_ihe.rules import sides as sides  # IHE304 to IHE307: who is on which side of a transaction
from sphinx_ihe.rules import spelling as spelling  # IHE605: names of actors in running text
from sphinx_ihe.rules import statements as statements  # IHE901 to IHE903: what products claim
from sphinx_ihe.rules import transactions as transactions  # IHE301 to IHE303, IHE308 to IHE310, IHE313
from sphinx_ihe.rules import typed as typed  # IHE413, IHE414: tables that were typed by hand
from sphinx_ihe.rules import wording as wording  # IHE704, IHE801, IHE802: words of running text
