"""Stories: papers whose sentences are bound to the record, so that each number can be asked again.

Above the ready questions and the forms of export, below the page that tells them.
"""
