"""What can be said: the records of what an author wrote, and beside them findings, names and the table of directives.

The records are frozen. Nothing here knows RST, YAML or Sphinx, and nothing here judges: a record says what was written
and where.
"""

from __future__ import annotations

from sphinx_ihe.language.blocks import Block as Block
from sphinx_ihe.language.blocks import BlockOption as BlockOption
from sphinx_ihe.language.blocks import Comment as Comment
from sphinx_ihe.language.blocks import Role as Role
from sphinx_ihe.language.blocks import Title as Title
from sphinx_ihe.language.declarations import Actor as Actor
from sphinx_ihe.language.declarations import AnyDeclaration as AnyDeclaration
from sphinx_ihe.language.declarations import Claim as Claim
from sphinx_ihe.language.declarations import ClaimedActor as ClaimedActor
from sphinx_ihe.language.declarations import ContentModule as ContentModule
from sphinx_ihe.language.declarations import Declaration as Declaration
from sphinx_ihe.language.declarations import IntegrationStatement as IntegrationStatement
from sphinx_ihe.language.declarations import Issue as Issue
from sphinx_ihe.language.declarations import Owner as Owner
from sphinx_ihe.language.declarations import Profile as Profile
from sphinx_ihe.language.declarations import ProfileActor as ProfileActor
from sphinx_ihe.language.declarations import ProfileOption as ProfileOption
from sphinx_ihe.language.declarations import Requirement as Requirement
from sphinx_ihe.language.declarations import Transaction as Transaction
from sphinx_ihe.language.declarations import UseCase as UseCase
from sphinx_ihe.language.diagrams import DIVIDED as DIVIDED
from sphinx_ihe.language.diagrams import FRAGMENTS as FRAGMENTS
from sphinx_ihe.language.diagrams import LIFELINE_WORDS as LIFELINE_WORDS
from sphinx_ihe.language.diagrams import Diagram as Diagram
from sphinx_ihe.language.diagrams import DiagramNote as DiagramNote
from sphinx_ihe.language.diagrams import Divider as Divider
from sphinx_ihe.language.diagrams import FragmentLine as FragmentLine
from sphinx_ihe.language.diagrams import LifelineLine as LifelineLine
from sphinx_ihe.language.diagrams import Lineup as Lineup
from sphinx_ihe.language.diagrams import Message as Message
from sphinx_ihe.language.diagrams import NumberedFrom as NumberedFrom
from sphinx_ihe.language.diagrams import Party as Party
from sphinx_ihe.language.diagrams import Step as Step
from sphinx_ihe.language.diagrams import parties_of as parties_of
from sphinx_ihe.language.grids import GridCell as GridCell
from sphinx_ihe.language.grids import TableGrid as TableGrid
from sphinx_ihe.language.mentions import Mention as Mention
from sphinx_ihe.language.outline import Captioned as Captioned
from sphinx_ihe.language.outline import Listed as Listed
from sphinx_ihe.language.outline import Outline as Outline
from sphinx_ihe.language.outline import Section as Section
from sphinx_ihe.language.page import NO_PROSE as NO_PROSE
from sphinx_ihe.language.page import Contents as Contents
from sphinx_ihe.language.page import Page as Page
from sphinx_ihe.language.page import Problem as Problem
from sphinx_ihe.language.page import Prose as Prose
from sphinx_ihe.language.page import Reference as Reference
from sphinx_ihe.language.places import Line as Line
from sphinx_ihe.language.places import Place as Place
from sphinx_ihe.language.places import Record as Record
from sphinx_ihe.language.places import Written as Written
from sphinx_ihe.language.tables import OPTIONALITIES as OPTIONALITIES
from sphinx_ihe.language.tables import SIDES as SIDES
from sphinx_ihe.language.tables import ActorGroupings as ActorGroupings
from sphinx_ihe.language.tables import ActorOptions as ActorOptions
from sphinx_ihe.language.tables import ActorRoles as ActorRoles
from sphinx_ihe.language.tables import ActorsContentModules as ActorsContentModules
from sphinx_ihe.language.tables import ActorsOptions as ActorsOptions
from sphinx_ihe.language.tables import ActorsTransactions as ActorsTransactions
from sphinx_ihe.language.tables import ActorUses as ActorUses
from sphinx_ihe.language.tables import AnyTable as AnyTable
from sphinx_ihe.language.tables import Grouping as Grouping
from sphinx_ihe.language.tables import Listing as Listing
from sphinx_ihe.language.tables import Note as Note
from sphinx_ihe.language.tables import OfferedOption as OfferedOption
from sphinx_ihe.language.tables import Partner as Partner
from sphinx_ihe.language.tables import Player as Player
from sphinx_ihe.language.tables import RequiredGroupings as RequiredGroupings
from sphinx_ihe.language.tables import RowEnd as RowEnd
from sphinx_ihe.language.tables import Table as Table
from sphinx_ihe.language.tables import TransactionRole as TransactionRole
from sphinx_ihe.language.tables import Use as Use
