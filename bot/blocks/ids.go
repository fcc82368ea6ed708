package blocks

// Action ids: what a button or menu does. Slack sends them back.
const (
	ActionAnswer             = "answer_open"           // value: meeting|question
	ActionNothingToAdd       = "nothing_to_add"        // value: meeting|question
	ActionChooseOrganisation = "organisation_choose"   // selected option: organisation id
	ActionNewOrganisation    = "organisation_new"      // opens a form
	ActionNoOrganisation     = "organisation_none"     // value: nothing
	ActionConfirm            = "organisation_confirm"  // value: organisation id
	ActionRefuse             = "organisation_refuse"   // value: organisation id
	ActionCount              = "count_accept"          // selected option: |question|message ts|thread ts (75 characters hold no more)
	ActionDontCount          = "count_decline"         // value: nothing
	ActionPublish            = "digest_publish"        // value: meeting|version
	ActionPart               = "digest_part"           // value: meeting|version|theme, from 1
	ActionMyData             = "mydata_open"           // value: nothing
	ActionForgetAsk          = "forget_ask"            // value: nothing
	ActionForget             = "forget_confirm"        // value: nothing
	ActionAddOrganisation    = "organisation_add_open" // opens a form
	ActionEnter              = "entry_open"            // value: meeting
	ActionCorrectEntry       = "entry_correct"         // value: meeting|ts
	ActionPoints             = "points_open"           // value: meeting; opens the list of points
	ActionPointsList         = "points_list"           // value of this and the following: a [PointsAt]
	ActionPointsQuestion     = "points_question"       // selected option: question
	ActionPointsBack         = "points_back"           // a page of the list
	ActionPointsOn           = "points_on"             // likewise
	ActionPointsConfirm      = "points_confirm"        // all suggestions
	ActionPointsUndo         = "points_undo"           // one decision
	ActionPoint              = "point_open"            // a point
	ActionPointBack          = "point_back"            // a page of its statements
	ActionPointOn            = "point_on"              // likewise
)

// Callback ids: which form was sent.
const (
	FormAnswer       = "form_answer"       // private_metadata: meeting|question|channel
	FormOrganisation = "form_organisation" // a person's own, for the working group to confirm; private_metadata: response_url
	FormRegister     = "form_register"     // the working group's
	FormMeeting      = "form_meeting"      // private_metadata: revision|id
	FormEntry        = "form_entry"        // private_metadata: meeting|ts|changed at; the last two are empty of a new one
	FormPoints       = "form_points"       // private_metadata: a [PointsAt]; has nothing to send
	FormPoint        = "form_point"        // private_metadata: a [PointsAt]
)

// Block ids of the forms' inputs; each holds one element whose action id is
// [FieldValue].
const (
	FieldValue       = "value"
	FieldText        = "text"
	FieldAttribution = "attribution"
	FieldKeyMessage  = "key_message"
	FieldName        = "name"
	FieldAliases     = "aliases"
	FieldSector      = "sector"
	FieldMembers     = "members"
	FieldOwnChannel  = "own_channel"
	FieldID          = "id"
	FieldTitle       = "title"
	FieldDate        = "date"
	FieldTime        = "time"
	FieldChannels    = "channels"
	FieldQuestions   = "questions"
	FieldOpens       = "opens"
	FieldCloses      = "closes"
	FieldAsk         = "ask"
	FieldRemind      = "remind"
	FieldDigest      = "digest"
	FieldQuestion    = "question"
	// An organisation's id, or where they are too many for a menu its name.
	FieldOrganisation = "organisation"
	FieldVia          = "via"
	FieldCame         = "came"
)

// Those of a point's form, as flows names them in errors. The action ids of
// their elements begin with [FieldValue].
const (
	FieldLabel      = "label"
	FieldMerge      = "merge"
	FieldOpposed    = "opposed"
	FieldStatements = "statements"
	FieldMoveTo     = "move_to"
	FieldAside      = "aside"
	FieldReason     = "reason"
)

// OffTopicOption is the value of the one check box of [FieldAside].
const OffTopicOption = "yes"

// KeyMessageOption is the value of the one check box of [FieldKeyMessage].
const KeyMessageOption = "yes"
