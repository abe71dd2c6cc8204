### The words around every page.

report-title = { $title }, { $period }
imprint = Made by boardpack { $version }. The same exports, configuration and version give the same report, byte for byte.
identity-draft = Draft
identity-final = Final
identity-draft-said = This is a draft: its figures and its words may still change.
identity-final-said = This report is final.
identity-for = Prepared for { $who }
identity-approved = Approved by { $who }
identity-to-approve = To be approved by { $who }
identity-classification = Classification: { $who }
frame-skip = Skip to the content
frame-pages = Pages of this report
frame-contents = On this page
frame-numbers = The numbers
frame-legend = The band is the usual range and the line in it its centre; a marked month is a signal.
frame-it_says = IT says
frame-business_hears = The business hears
frame-working = The working
