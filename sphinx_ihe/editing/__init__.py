"""What an editor asks of a framework: which thing a place names, where else it is named, what could be typed.

Places, texts and plain records; nothing here knows a protocol of editors.
"""
